namespace Estop.AspNetCore.Tests;

internal sealed record Device(string Address, int Port = 80);
