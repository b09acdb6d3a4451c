using Mono.Cecil;

namespace Estop.Weaving.OptOuts;

/// <summary>What compilers make of one method: state machines, lambdas, local functions, closures.</summary>
internal static class CompilerParts
{
    /// <summary>Adds to opted-out methods the parts that they consist of, and theirs in turn.</summary>
    public static void AddTo(Dictionary<MethodDefinition, OptOut> optedOut)
    {
        var open = new Queue<MethodDefinition>(optedOut.Keys);
        while (open.TryDequeue(out var whole))
        {
            foreach (var part in PartsOf(whole))
            {
                if (optedOut.TryAdd(part, optedOut[whole]))
                {
                    open.Enqueue(part);
                }
            }
        }
    }

    private static IEnumerable<MethodDefinition> PartsOf(MethodDefinition method)
    {
        var machines = method.CustomAttributes
            .Where(attribute => attribute.AttributeType.Name.EndsWith("StateMachineAttribute", StringComparison.Ordinal))
            .Select(attribute => attribute.ConstructorArguments is [{ Value: TypeReference machine }] ? machine.Resolve() : null)
            .OfType<TypeDefinition>()
            .SelectMany(machine => machine.Methods);
        return method.HasBody ? machines.Concat(Referenced(method)) : machines;
    }

    private static IEnumerable<MethodDefinition> Referenced(MethodDefinition method) => method.Body.Instructions
        .Select(instruction => instruction.Operand)
        .OfType<MethodReference>()
        .Where(reference => reference.DeclaringType.GetElementType().Scope == method.Module)
        .Select(reference => reference.Resolve())
        .OfType<MethodDefinition>()
        .SelectMany(called =>
            IsPart(called.Name) ? [called]
            : IsClosure(called.DeclaringType, method) ? called.DeclaringType.Methods
            : (IEnumerable<MethodDefinition>)[]);

    /// <summary>A lambda or local function, by the names that the C# and Visual Basic compilers give them.</summary>
    private static bool IsPart(string name) =>
        (name.StartsWith('<') && (name.Contains(">b__", StringComparison.Ordinal) || name.Contains(">g__", StringComparison.Ordinal)))
        || name.StartsWith("_Lambda$__", StringComparison.Ordinal);

    /// <summary>The F# compiler makes a class of each lambda, named after the method and its line.</summary>
    private static bool IsClosure(TypeDefinition type, MethodDefinition method) =>
        type.Name.Contains('@') && type.DeclaringType is not null && type != method.DeclaringType;
}
