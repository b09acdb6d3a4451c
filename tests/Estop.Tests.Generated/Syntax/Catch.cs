namespace Estop.Tests.Generated.Syntax;

/// <summary>A catch clause.</summary>
/// <param name="Id">Its id, for the trace of its filter.</param>
/// <param name="Form">What it catches, and whether a filter decides. Any number.</param>
/// <param name="Body">What it does.</param>
/// <param name="Rethrows">Whether it ends by throwing again.</param>
public sealed record Catch(int Id, int Form, Block Body, bool Rethrows);
