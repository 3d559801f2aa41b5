"""The guest laboratory: real machines by QEMU, with kernels, iSCSI and reservations of their own."""
