using Mono.Cecil;

namespace Estop.Weaving.Reports;

/// <summary>What methods are called by who wrote them, not by the compiler.</summary>
internal static class MethodNames
{
    /// <summary>
    /// The method's name, as in <c>Namespace.Type.Method(Int32)</c>; for a lambda, an iterator or an async method's state
    /// machine, that of the method it is part of.
    /// </summary>
    public static string InSource(MethodDefinition method)
    {
        var part = Written(method.Name);
        var type = method.DeclaringType;
        while (type.DeclaringType is not null && type.Name.StartsWith('<'))
        {
            part ??= Written(type.Name);
            type = type.DeclaringType;
        }

        return part is null
            ? Of(method)
            : $"{NameOf(type)}.{part}";
    }

    /// <summary>The method's name and the types of its parameters.</summary>
    public static string Of(MethodReference method) =>
        $"{NameOf(method.DeclaringType)}.{Constructor(method.Name)}"
        + $"({string.Join(", ", (method.Resolve() ?? method).Parameters.Select(parameter => Short(parameter.ParameterType)))})";

    public static string NameOf(TypeReference type) => type.GetElementType().FullName.Replace('/', '.');

    private static string Constructor(string name) => name switch
    {
        ".ctor" => "new",
        ".cctor" => "static constructor",
        _ => name,
    };

    /// <summary>
    /// From a name that the compiler made, as in <c>&lt;Run&gt;b__0</c> and <c>&lt;&lt;Run&gt;b__0&gt;d</c>, the one it made it
    /// from.
    /// </summary>
    private static string? Written(string name) =>
        name.StartsWith('<') && name.TrimStart('<') is var inner && inner.IndexOf('>') is > 0 and var end ? inner[..end] : null;

    private static string Short(TypeReference type) => type switch
    {
        GenericInstanceType generic =>
            $"{WithoutArity(generic.ElementType.Name)}<{string.Join(", ", generic.GenericArguments.Select(Short))}>",
        ArrayType array => Short(array.ElementType) + "[]",
        ByReferenceType reference => "ref " + Short(reference.ElementType),
        PointerType pointer => Short(pointer.ElementType) + "*",
        _ => WithoutArity(type.Name),
    };

    private static string WithoutArity(string name) => name.IndexOf('`') is >= 0 and var tick ? name[..tick] : name;
}
