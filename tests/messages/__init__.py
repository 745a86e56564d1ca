"""What parents tell the school about absences, and trips."""
