namespace Estop.Weaving;

/// <summary>Which passes are applied. Less than all of them is for measuring what each costs.</summary>
[Flags]
internal enum WeavingPasses
{
    /// <summary>Polls in loops.</summary>
    Loops = 1,

    /// <summary>Polls at the entries of methods.</summary>
    Calls = 2,

    /// <summary>What becomes of handlers.</summary>
    Catches = 4,

    /// <summary>Everything else.</summary>
    Others = 8,

    All = Loops | Calls | Catches | Others,
}
