"""A page opened as several people and compared: does it show each of them another provider's sign-in?"""
