"""What runs inside a guest, from the payload disk: boot, the answering program, the witness."""
