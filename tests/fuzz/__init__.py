"""Whatever people and files can say: never a fault, and always something that Discord takes."""
