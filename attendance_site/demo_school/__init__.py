"""Draw Quillbrook Primary, an invented school whose attendance is like the country's."""
