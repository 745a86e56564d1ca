"""Read what a PDF of ours says, and which fonts it carries."""

from io import BytesIO

from pypdf import PdfReader


def reader(pdf: bytes) -> PdfReader:
    return PdfReader(BytesIO(pdf))


def text(pdf: bytes) -> str:
    """The words of all pages, each run of spaces as one."""
    return " ".join(" ".join(page.extract_text() for page in reader(pdf).pages).split())


def fonts(pdf: bytes) -> set[str]:
    """The names of the fonts, without the letters of their subset."""
    names = set()
    for page in reader(pdf).pages:
        for font in page["/Resources"]["/Font"].values():
            inner = font.get_object()
            names.add(str(inner["/BaseFont"]).partition("+")[2])
            described = inner["/DescendantFonts"][0].get_object()["/FontDescriptor"].get_object()
            assert any(f"/FontFile{kind}" in described for kind in ("", "2", "3")), "embedded"
    return names
