using Estop.Weaving.Bodies;
using Mono.Cecil;
using Mono.Cecil.Cil;

namespace Estop.Weaving.Passes.Tokens;

/// <summary>Decides which calls of a method are given the scope's token.</summary>
internal sealed class TokenPlanner(TypeReference token)
{
    /// <summary>By the reference: a module has one for each method it calls, and to find the method takes long.</summary>
    private readonly Dictionary<MethodReference, MethodDefinition?> _overloads = [];

    /// <summary>The methods of a type whose last parameter is a token: hardly any type has one.</summary>
    private readonly Dictionary<TypeDefinition, MethodDefinition[]> _takingTokens = [];

    /// <param name="body">The method.</param>
    /// <param name="taken">Calls that are made through the runtime anyway.</param>
    public IReadOnlyList<TokenPlan> Plan(MethodBody body, IReadOnlySet<Instruction> taken)
    {
        List<TokenPlan>? plans = null;
        foreach (var call in body.Instructions)
        {
            if (MayBeGivenToken(call) && !taken.Contains(call) && Decide(body, call) is { } plan)
            {
                (plans ??= []).Add(plan);
            }
        }

        return plans ?? (IReadOnlyList<TokenPlan>)[];
    }

    private static bool MayBeGivenToken(Instruction instruction) =>
        instruction.OpCode.Code is Code.Call or Code.Callvirt
        && instruction.Previous?.OpCode.OpCodeType != OpCodeType.Prefix;

    private static bool IsToken(TypeReference type) => type.IsNamed("System.Threading", "CancellationToken");

    private static bool TakesToken(MethodReference method) =>
        method.HasParameters && IsToken(method.Parameters[^1].ParameterType);

    private TokenPlan? Decide(MethodBody body, Instruction call)
    {
        var caller = body.Method;
        var called = (MethodReference)call.Operand;
        if (TakesToken(called))
        {
            return IsLeftAtDefault(body, call)
                && TokenRules.MayTakeToken(called, caller)
                && called.Resolve()?.Parameters[^1].IsOptional == true
                    ? new TokenPlan(call, Overload: null)
                    : null;
        }

        return OverloadOf(called) is { } overload
            && IsAccessible(overload, caller)
            && TokenRules.MayTakeToken(called, caller)
                ? Give(call, called)
                : null;
    }

    /// <summary>The default value that the compiler puts in for an argument that was not written.</summary>
    private static bool IsLeftAtDefault(MethodBody body, Instruction call) =>
        call.Previous is { OpCode.Code: Code.Ldloc, Operand: VariableDefinition local } load
        && load.Previous is { OpCode.Code: Code.Initobj } initialise
        && initialise.Previous is { OpCode.Code: Code.Ldloca } address
        && address.Operand == local
        && IsToken(local.VariableType)
        && !body.Instructions.Any(branch => branch.BranchTargets().Any(target => target == initialise || target == load || target == call));

    private MethodDefinition? OverloadOf(MethodReference called)
    {
        var written = called.GetElementMethod();
        if (!_overloads.TryGetValue(written, out var overload))
        {
            overload = written.Resolve() is { } method ? OverloadOf(method) : null;
            _overloads.Add(written, overload);
        }

        return overload;
    }

    private MethodDefinition? OverloadOf(MethodDefinition method) =>
        TakingTokens(method.DeclaringType) is { Length: > 0 } candidates
            ? Array.Find(candidates, other => IsOverload(method, other))
            : null;

    private MethodDefinition[] TakingTokens(TypeDefinition type)
    {
        if (!_takingTokens.TryGetValue(type, out var methods))
        {
            methods = [.. type.Methods.Where(TakesToken)];
            _takingTokens.Add(type, methods);
        }

        return methods;
    }

    private TokenPlan? Give(Instruction call, MethodReference called)
    {
        if (called.Resolve() is not { } method || !IsOverridable(method))
        {
            return new TokenPlan(call, Refer(called));
        }

        // A base's own method is meant as it is. The arguments are kept in locals, whose types are written as the caller
        // sees them.
        return call.OpCode.Code == Code.Call || called.IsGenericInstance
            || called.Parameters.Any(parameter => parameter.ParameterType.ContainsGenericParameter)
            || called.DeclaringType.ContainsGenericParameter
            ? null
            : new TokenPlan(call, Refer(called), DependsOnType: true);
    }

    /// <summary>
    /// A derived type may override the method without a token and not the other one, which then does something else:
    /// only at run time can that be seen.
    /// </summary>
    private static bool IsOverridable(MethodDefinition method) =>
        method.IsVirtual && !method.IsFinal && !method.DeclaringType.IsSealed;

    /// <param name="method">The method that is called.</param>
    /// <param name="other">One of the same type that takes a token.</param>
    private static bool IsOverload(MethodDefinition method, MethodDefinition other) =>
        other.Name == method.Name
        && other.IsStatic == method.IsStatic
        && other.GenericParameters.Count == method.GenericParameters.Count
        && other.Parameters.Count == method.Parameters.Count + 1
        && Signatures.Same(other.ReturnType, method.ReturnType)
        && method.Parameters.Zip(other.Parameters).All(pair =>
            Signatures.Same(pair.First.ParameterType, pair.Second.ParameterType))
        && !other.CustomAttributes.Any(attribute => attribute.AttributeType.FullName == "System.ObsoleteAttribute");

    private static bool IsAccessible(MethodDefinition method, MethodDefinition caller) =>
        method.Module == caller.Module
            ? !method.IsPrivate || method.DeclaringType == caller.DeclaringType
            : method.IsPublic;

    /// <summary>The overload as the call names its method, with the same types in the same scopes.</summary>
    private MethodReference Refer(MethodReference called)
    {
        var element = called.GetElementMethod();
        var overload = new MethodReference(element.Name, element.ReturnType, element.DeclaringType)
        {
            HasThis = element.HasThis,
            ExplicitThis = element.ExplicitThis,
            CallingConvention = element.CallingConvention,
        };
        overload.GenericParameters.AddRange(element.GenericParameters.Select(_ => new GenericParameter(overload)));
        overload.Parameters.AddRange(element.Parameters.Select(parameter => new ParameterDefinition(parameter.ParameterType)));
        overload.Parameters.Add(new ParameterDefinition(token));
        if (called is not GenericInstanceMethod generic)
        {
            return overload;
        }

        var instance = new GenericInstanceMethod(overload);
        instance.GenericArguments.AddRange(generic.GenericArguments);
        return instance;
    }
}
