"""Name the columns in which an address is kept."""

ADDRESS = ("address1", "address2", "address3", "address4", "postcode")
