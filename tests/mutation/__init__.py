"""What the tests would not notice: changes of the code that none of them fails for, each with the reason."""
