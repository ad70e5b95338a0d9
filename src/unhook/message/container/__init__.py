"""What mails are kept and carried in: mbox, Maildir, Outlook files, reports, forwards."""
