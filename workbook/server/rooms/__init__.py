"""The pages of a workshop room: phones, beamer and coach, without a kernel (docs/decisions/room.md)."""
