using Estop.Weaving.Passes;
using Mono.Cecil;
using Mono.Cecil.Rocks;

namespace Estop.Weaving.Verification.Types;

/// <summary>
/// What the types of a module are on the evaluation stack, and which of them fit where others are expected. Remembers:
/// the same types are asked for often. A type that cannot be found fits everywhere.
/// </summary>
internal sealed class StackTypes
{
    private readonly Dictionary<TypeReference, StackValue> _values = [];
    private readonly Dictionary<TypeReference, TypeDefinition?> _definitions = [];
    private readonly Dictionary<TypeReference, StackValue> _arrays = [];
    private readonly Dictionary<TypeReference, StackValue> _addresses = [];
    private readonly Dictionary<TypeReference, StackValue> _boxed = [];
    private readonly Dictionary<TypeDefinition, TypeReference> _selves = [];
    private readonly Dictionary<(TypeReference, TypeReference), bool> _fits = [];
    private readonly TypeHierarchy _hierarchy = new();

    // As fields: a method named where a delegate is expected is a new one each time.
    private readonly Func<TypeReference, TypeReference, bool> _isA;
    private readonly Func<TypeReference, TypeReference, bool> _samePlace;

    public StackTypes(ModuleDefinition module)
    {
        String = StackValue.Reference(module.TypeSystem.String);
        _isA = IsA;
        _samePlace = SamePlace;
    }

    public StackValue String { get; }

    /// <summary>The types of signatures as the code of the module names them.</summary>
    public Substitution Substitution { get; } = new();

    /// <summary>What a place of the type puts on the stack when it is loaded.</summary>
    public StackValue Of(TypeReference type)
    {
        if (!_values.TryGetValue(type, out var value))
        {
            _values.Add(type, value = Load(Bare(type)));
        }

        return value;
    }

    /// <summary>The reference to a new array with elements of the type.</summary>
    public StackValue ArrayOf(TypeReference element)
    {
        if (!_arrays.TryGetValue(element, out var value))
        {
            _arrays.Add(element, value = StackValue.Reference(new ArrayType(element)));
        }

        return value;
    }

    /// <summary>The address of a place of the type.</summary>
    public StackValue AddressOf(TypeReference place)
    {
        if (!_addresses.TryGetValue(place, out var value))
        {
            _addresses.Add(place, value = StackValue.Address(Bare(place)));
        }

        return value;
    }

    /// <summary>The instance that a method of the type is called with.</summary>
    public StackValue This(TypeDefinition type)
    {
        TypeReference self = type;
        if (type.HasGenericParameters)
        {
            if (!_selves.TryGetValue(type, out self!))
            {
                _selves.Add(type, self = type.MakeGenericInstanceType([.. type.GenericParameters]));
            }
        }

        return type.IsValueType ? AddressOf(self) : Of(self);
    }

    /// <summary>The reference that boxing a value of the type gives, or testing an object for it.</summary>
    public StackValue Boxed(TypeReference type)
    {
        if (!_boxed.TryGetValue(type, out var value))
        {
            _boxed.Add(type, value = Box(Bare(type)));
        }

        return value;
    }

    /// <summary>Whether the type is one of values; null when that cannot be found out.</summary>
    public bool? IsValueType(TypeReference type) => type switch
    {
        ArrayType => false,
        GenericParameter => null,
        _ => type.IsPrimitive ? true : Define(type)?.IsValueType,
    };

    /// <summary>Whether the value may be put into a place of the type.</summary>
    public bool Fits(StackValue value, TypeReference place)
    {
        var wanted = Of(place);
        return value.Kind == StackKind.Unknown || wanted.Kind switch
        {
            StackKind.Unknown => true,
            StackKind.Int32 => value.Kind is StackKind.Int32 or StackKind.NativeInt,
            StackKind.Int64 => value.Kind is StackKind.Int64 or StackKind.NativeInt,
            StackKind.NativeInt => value.Kind is StackKind.Int32 or StackKind.Int64 or StackKind.NativeInt or StackKind.Address,
            StackKind.Float => value.Kind is StackKind.Float,
            StackKind.Address => value.Kind == StackKind.NativeInt
                || (value.Kind == StackKind.Address && All(value, wanted, _samePlace)),
            StackKind.Reference => value.Kind == StackKind.Null
                || (value.Kind == StackKind.Reference && All(value, wanted, _isA)),
            StackKind.Parameter => value is { Kind: StackKind.Reference, Types: [] }
                || (value.Kind == StackKind.Parameter && All(value, wanted, Signatures.Same)),
            _ => value.Kind == wanted.Kind && All(value, wanted, Signatures.Same),
        };
    }

    public static bool IsVoid(TypeReference type) => Bare(type).MetadataType == MetadataType.Void;

    /// <summary>The type itself, without what a signature says about how it is used.</summary>
    private static TypeReference Bare(TypeReference type)
    {
        while (type is IModifierType or PinnedType or SentinelType)
        {
            type = ((TypeSpecification)type).ElementType;
        }

        return type;
    }

    private StackValue Box(TypeReference type) => type switch
    {
        GenericParameter => StackValue.AnyReference,
        GenericInstanceType { ElementType.FullName: "System.Nullable`1" } nullable => Boxed(nullable.GenericArguments[0]),
        _ => StackValue.Reference(type),
    };

    private StackValue Load(TypeReference type) => type.MetadataType switch
    {
        MetadataType.Boolean or MetadataType.Char
            or MetadataType.SByte or MetadataType.Byte or MetadataType.Int16 or MetadataType.UInt16
            or MetadataType.Int32 or MetadataType.UInt32 => StackValue.Int32,
        MetadataType.Int64 or MetadataType.UInt64 => StackValue.Int64,
        MetadataType.IntPtr or MetadataType.UIntPtr or MetadataType.Pointer or MetadataType.FunctionPointer =>
            StackValue.NativeInt,
        MetadataType.Single or MetadataType.Double => StackValue.Float,
        MetadataType.ByReference => StackValue.Address(Bare(((ByReferenceType)type).ElementType)),
        MetadataType.Var or MetadataType.MVar => StackValue.Parameter(type),
        MetadataType.String or MetadataType.Object or MetadataType.Array => StackValue.Reference(type),
        _ => Define(type) switch
        {
            null => StackValue.Unknown,
            { IsEnum: true } definition => Of(definition.GetEnumUnderlyingType()),
            { IsValueType: true } => StackValue.Value(type),
            _ => StackValue.Reference(type),
        },
    };

    private TypeDefinition? Define(TypeReference type)
    {
        if (!_definitions.TryGetValue(type, out var definition))
        {
            _definitions.Add(type, definition = type.Resolve());
        }

        return definition;
    }

    private bool All(StackValue value, StackValue wanted, Func<TypeReference, TypeReference, bool> rule)
    {
        foreach (var type in value.Types)
        {
            foreach (var place in wanted.Types)
            {
                if (type != place && !Remembered(type, place, rule))
                {
                    return false;
                }
            }
        }

        return true;
    }

    private bool Remembered(TypeReference type, TypeReference place, Func<TypeReference, TypeReference, bool> rule)
    {
        // The kind of value decides the rule, and the two types decide the kind.
        if (!_fits.TryGetValue((type, place), out var fits))
        {
            _fits.Add((type, place), fits = rule(type, place));
        }

        return fits;
    }

    /// <summary>Whether two addresses are of places that hold the same: integers of one size are interchangeable.</summary>
    private bool SamePlace(TypeReference one, TypeReference other)
    {
        if (Signatures.Same(one, other))
        {
            return true;
        }

        var (mine, theirs) = (Of(one), Of(other));
        return mine.Kind == StackKind.Unknown || theirs.Kind == StackKind.Unknown
            || (mine.Kind == theirs.Kind && mine.IsNumber && SizeOf(one) == SizeOf(other));
    }

    private int SizeOf(TypeReference number) => Define(number) is { IsEnum: true } definition
        ? SizeOf(definition.GetEnumUnderlyingType())
        : number.MetadataType switch
        {
            MetadataType.Boolean or MetadataType.SByte or MetadataType.Byte => 1,
            MetadataType.Char or MetadataType.Int16 or MetadataType.UInt16 => 2,
            MetadataType.Single => 4,
            MetadataType.Double => 8,
            _ => 0,
        };

    /// <summary>Whether a reference to the one type is a reference to the other, as far as that is known.</summary>
    private bool IsA(TypeReference type, TypeReference place) =>
        place.MetadataType == MetadataType.Object
        || (type, place) switch
        {
            (ArrayType mine, ArrayType theirs) => mine.Rank == theirs.Rank && IsElement(mine.ElementType, theirs.ElementType),
            (ArrayType, _) => Define(place) is null or { IsInterface: true } || place.FullName == "System.Array",
            (_, ArrayType) => false,
            ({ MetadataType: MetadataType.Object }, _) or (_, { MetadataType: MetadataType.String }) => type.FullName == place.FullName,
            _ => Define(type) is not { } mine || Define(place) is not { } theirs || Derives(type, mine, place, theirs),
        };

    /// <summary>Arrays of references are covariant; arrays of numbers are alike when the sizes are.</summary>
    private bool IsElement(TypeReference one, TypeReference other)
    {
        var (mine, theirs) = (Of(one), Of(other));
        return mine.Kind == StackKind.Reference && theirs.Kind == StackKind.Reference ? IsA(Bare(one), Bare(other))
            : mine.Kind == StackKind.Parameter || theirs.Kind == StackKind.Parameter || SamePlace(one, other);
    }

    private bool Derives(TypeReference type, TypeDefinition definition, TypeReference place, TypeDefinition wanted)
    {
        if (definition == wanted)
        {
            return type is not GenericInstanceType || place is not GenericInstanceType
                || wanted.GenericParameters.Any(parameter => !parameter.IsNonVariant)
                || Signatures.Same(type, place);
        }

        var ancestors = _hierarchy.SelfAndAncestors(definition);
        return ancestors.Contains(wanted)
            || !_hierarchy.IsKnown(definition)

            // A type may be found in two places: in what a compiler refers to, and in what is there at run time.
            || ancestors.Any(ancestor => ancestor.FullName == wanted.FullName);
    }
}
