using System.Collections.Immutable;
using Mono.Cecil;

namespace Estop.Weaving.Verification.Types;

/// <summary>What is known about one entry of the evaluation stack. Immutable.</summary>
internal sealed class StackValue
{
    /// <summary>A set of types that grows larger is taken for unknown.</summary>
    private const int MostTypes = 8;

    private StackValue(StackKind kind, params ImmutableArray<TypeReference> types) => (Kind, Types) = (kind, types);

    public static StackValue Unknown { get; } = new(StackKind.Unknown);

    public static StackValue Int32 { get; } = new(StackKind.Int32);

    public static StackValue Int64 { get; } = new(StackKind.Int64);

    public static StackValue NativeInt { get; } = new(StackKind.NativeInt);

    public static StackValue Float { get; } = new(StackKind.Float);

    public static StackValue Null { get; } = new(StackKind.Null);

    /// <summary>A reference to an object of which nothing is known.</summary>
    public static StackValue AnyReference { get; } = new(StackKind.Reference);

    /// <summary>The address of a place of which nothing is known.</summary>
    public static StackValue AnyAddress { get; } = new(StackKind.Address);

    public StackKind Kind { get; }

    /// <summary>The types it may have; none when they are unknown. More than one where ways meet.</summary>
    public ImmutableArray<TypeReference> Types { get; }

    public bool IsNumber => Kind is StackKind.Int32 or StackKind.Int64 or StackKind.NativeInt or StackKind.Float;

    public static StackValue Reference(TypeReference type) => new(StackKind.Reference, type);

    public static StackValue Address(TypeReference type) => new(StackKind.Address, type);

    public static StackValue Value(TypeReference type) => new(StackKind.Value, type);

    public static StackValue Parameter(TypeReference type) => new(StackKind.Parameter, type);

    /// <summary>What is known when it is either of the two; null when no value can be both.</summary>
    public static StackValue? Meet(StackValue one, StackValue other) => (one.Kind, other.Kind) switch
    {
        _ when ReferenceEquals(one, other) => one,
        (StackKind.Unknown, _) or (_, StackKind.Unknown) => Unknown,
        (StackKind.Null, StackKind.Reference or StackKind.Null or StackKind.Parameter) => other,
        (StackKind.Reference or StackKind.Parameter, StackKind.Null) => one,
        (StackKind.Int32, StackKind.NativeInt) or (StackKind.NativeInt, StackKind.Int32) => NativeInt,
        (StackKind.NativeInt, StackKind.Address) or (StackKind.Address, StackKind.NativeInt) => AnyAddress,
        var (kind, same) when kind != same => null,
        (StackKind.Reference or StackKind.Address or StackKind.Value or StackKind.Parameter, _) => Union(one, other),
        _ => one,
    };

    /// <summary>Whether as much is known about both.</summary>
    public bool IsLike(StackValue other) =>
        Kind == other.Kind && Types.Length == other.Types.Length && Types.All(type => other.Types.Contains(type));

    public override string ToString() => Kind switch
    {
        StackKind.Unknown => "something",
        StackKind.Null => "null",
        StackKind.Reference => Types.IsEmpty ? "an object" : $"a reference to {Names()}",
        StackKind.Address => Types.IsEmpty ? "an address" : $"an address of {Names()}",
        StackKind.Value or StackKind.Parameter => $"a value of {Names()}",
        _ => $"a number ({Kind})",
    };

    private static StackValue Union(StackValue one, StackValue other)
    {
        if (one.Types.IsEmpty || other.Types.All(type => one.Types.Contains(type)))
        {
            return one;
        }

        ImmutableArray<TypeReference> types = [.. one.Types.Union(other.Types)];
        return other.Types.IsEmpty || types.Length > MostTypes
            ? one.Kind switch
            {
                StackKind.Reference => AnyReference,
                StackKind.Address => AnyAddress,
                _ => Unknown,
            }
            : new StackValue(one.Kind, types);
    }

    private string Names() => string.Join(" or ", Types.Select(type => type.FullName));
}
