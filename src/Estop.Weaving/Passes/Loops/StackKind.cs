namespace Estop.Weaving.Passes.Loops;

/// <summary>What a value is on the evaluation stack, as far as counters and bounds are concerned.</summary>
internal enum StackKind
{
    Other,
    Int32,
    Int64,
    Native,
}
