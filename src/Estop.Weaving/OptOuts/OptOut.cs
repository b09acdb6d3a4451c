namespace Estop.Weaving.OptOuts;

/// <summary>What <c>[Unstoppable]</c> was put on, and why.</summary>
/// <param name="Member">The member, type or assembly.</param>
/// <param name="Reason">Why it is to be left as it is.</param>
internal sealed record OptOut(string Member, string Reason);
