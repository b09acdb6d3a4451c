using Microsoft.CodeAnalysis;
using Mono.Cecil;
using Mono.Cecil.Cil;
using Mono.Cecil.Rocks;

namespace Estop.Weaving.Tests.Harness;

/// <summary>A compiled snippet as the planners see it: read, and not changed.</summary>
internal sealed class Planned : IDisposable
{
    private readonly AssemblyDefinition _assembly;
    private readonly ReferenceResolver _resolver = new(Snippet.References);

    private Planned(Snippet snippet)
    {
        _assembly = AssemblyDefinition.ReadAssembly(
            new MemoryStream(snippet.Assembly), new ReaderParameters { AssemblyResolver = _resolver });
        Runtime = AssemblyDefinition.ReadAssembly(Snippet.RuntimePath);
    }

    public AssemblyDefinition Runtime { get; }

    public ModuleDefinition Module => _assembly.MainModule;

    public static Planned Compile(string source, OptimizationLevel level = OptimizationLevel.Release) =>
        new(Snippet.Compile(source, level));

    /// <summary>The one method of the snippet with this name.</summary>
    public MethodDefinition Method(string name) => Module.GetTypes().SelectMany(type => type.Methods).Single(method => method.Name == name);

    public MethodBody Body(string method)
    {
        var body = Method(method).Body;
        body.SimplifyMacros();
        return body;
    }

    public void Dispose()
    {
        Runtime.Dispose();
        _assembly.Dispose();
        _resolver.Dispose();
    }
}
