namespace Estop.Tests.Generated.Syntax;

/// <summary>
/// A statement. Whatever stands wherever: the printer leaves out what the language does not allow at a place, so that
/// every tree is a program, and so is what remains when a part of it is taken away.
/// </summary>
public abstract record Statement
{
    /// <summary>The blocks inside the statement.</summary>
    public virtual IReadOnlyList<Block> Blocks => [];

    /// <summary>The same statement with other blocks inside.</summary>
    public virtual Statement With(IReadOnlyList<Block> blocks) => this;
}
