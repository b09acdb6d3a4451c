namespace Estop.Workers.Tests.Input;

/// <summary>Values that JSON has no type of its own for.</summary>
internal sealed record Schedule(DateOnly Day, TimeOnly Time, byte[] Key, Version Version, Int128 Serial);
