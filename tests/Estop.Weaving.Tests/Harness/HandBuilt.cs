using Mono.Cecil;
using Mono.Cecil.Cil;

namespace Estop.Weaving.Tests.Harness;

/// <summary>An assembly whose one method <c>Code.Run</c> is written in IL: what no C# compiler makes today.</summary>
internal static class HandBuilt
{
    /// <summary>Builds <c>static int Code.Run(int n)</c>, with two locals of type int.</summary>
    public static Snippet Function(Action<ILProcessor> write) => Build(
        module => (module.TypeSystem.Int32, module.TypeSystem.Int32),
        body => write(body.GetILProcessor()));

    /// <summary>Builds <c>static void Code.Run(Action ready)</c>, with two locals of type int.</summary>
    public static Snippet Endless(Action<ILProcessor, Instruction[]> write) => Build(
        module => (module.ImportReference(typeof(Action)), module.TypeSystem.Void),
        body => write(
            body.GetILProcessor(),
            [
                Instruction.Create(OpCodes.Ldarg_0),
                Instruction.Create(OpCodes.Callvirt, body.Method.Module.ImportReference(typeof(Action).GetMethod("Invoke"))),
            ]));

    public static void Emit(this ILProcessor il, params Instruction[] instructions)
    {
        foreach (var instruction in instructions)
        {
            il.Append(instruction);
        }
    }

    /// <summary>Adds an exception clause; null ends a region at the end of the method.</summary>
    public static ExceptionHandler Clause(
        this ILProcessor il,
        ExceptionHandlerType type,
        Instruction tryStart,
        Instruction handlerStart,
        Instruction? handlerEnd,
        Instruction? filterStart = null)
    {
        var clause = new ExceptionHandler(type)
        {
            TryStart = tryStart,
            TryEnd = filterStart ?? handlerStart,
            FilterStart = filterStart,
            HandlerStart = handlerStart,
            HandlerEnd = handlerEnd,
        };
        if (type == ExceptionHandlerType.Catch)
        {
            clause.CatchType = il.Body.Method.Module.TypeSystem.Object;
        }

        il.Body.ExceptionHandlers.Add(clause);
        return clause;
    }

    private static Snippet Build(
        Func<ModuleDefinition, (TypeReference Parameter, TypeReference Result)> signature, Action<MethodBody> write)
    {
        using var assembly = AssemblyDefinition.CreateAssembly(
            new AssemblyNameDefinition("HandBuilt", new Version(1, 0)), "HandBuilt", ModuleKind.Dll);
        var module = assembly.MainModule;
        var type = new TypeDefinition(
            "", "Code", TypeAttributes.Public | TypeAttributes.Abstract | TypeAttributes.Sealed, module.TypeSystem.Object);
        module.Types.Add(type);
        var (parameter, result) = signature(module);
        var method = new MethodDefinition("Run", MethodAttributes.Public | MethodAttributes.Static, result);
        type.Methods.Add(method);
        method.Parameters.Add(new ParameterDefinition(parameter));
        method.Body.InitLocals = true;
        method.Body.Variables.Add(new VariableDefinition(module.TypeSystem.Int32));
        method.Body.Variables.Add(new VariableDefinition(module.TypeSystem.Int32));
        write(method.Body);
        using var image = new MemoryStream();
        assembly.Write(image);
        return new Snippet(image.ToArray(), Symbols: null);
    }
}
