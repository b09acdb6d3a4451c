namespace Estop.Weaving.Verification.Types;

/// <summary>What the runtime tells apart on its evaluation stack (ECMA-335, I.12.3.2.1).</summary>
internal enum StackKind
{
    /// <summary>Could not be found out: fits everywhere.</summary>
    Unknown,

    /// <summary>An integer of up to 32 bits, a character, a boolean, or an enumeration of them.</summary>
    Int32,

    /// <summary>An integer of 64 bits, or an enumeration of them.</summary>
    Int64,

    /// <summary>An integer of the machine's size, or a pointer.</summary>
    NativeInt,

    /// <summary>A floating-point number.</summary>
    Float,

    /// <summary>A reference to an object, of one of the types that are given.</summary>
    Reference,

    /// <summary>The null reference.</summary>
    Null,

    /// <summary>A managed pointer to a place of the given type.</summary>
    Address,

    /// <summary>A value of the given type, which is none of the above.</summary>
    Value,

    /// <summary>A value of a type that is a generic parameter.</summary>
    Parameter,
}
