namespace Estop.Testing.Tests.Zoo;

/// <summary>What the page says of one hostile worker.</summary>
/// <param name="Hostility">What makes it hostile.</param>
/// <param name="Woven">How it ends in its process, woven.</param>
/// <param name="Unwoven">How it ends in its process, not woven.</param>
/// <param name="InSharedProcess">What ends it in a child that it shares.</param>
/// <param name="InOwnProcess">What ends it in a child of its own.</param>
internal sealed record ZooRow(string Hostility, Ending Woven, Ending Unwoven, ChildEnding InSharedProcess, ChildEnding InOwnProcess);
