namespace Estop.Runtime;

/// <summary>What a thread was doing before it entered a scope; restored when it leaves.</summary>
public readonly struct ScopeVisit
{
}
