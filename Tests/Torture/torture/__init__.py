"""Kills, power cuts, refused calls, damage and crowds, put in the way of the real program on local stores."""
