"""What editors can do, whoever asks for it: between the front ends, the store and the library."""
