using System.Reflection;
using System.Runtime.Loader;

namespace Estop.Tests.Generated.Running;

/// <summary>An assembly of programs, loaded.</summary>
internal sealed class LoadedPrograms : IDisposable
{
    private readonly AssemblyLoadContext _context = new("generated", isCollectible: true);
    private readonly Assembly _assembly;

    public LoadedPrograms(byte[] image) => _assembly = _context.LoadFromStream(new MemoryStream(image));

    /// <summary>What a program does, and where it leaves its trace.</summary>
    public (Func<Task?> Run, Trace Trace) Find(string name)
    {
        var type = _assembly.GetType(name, throwOnError: true)!;
        var run = type.GetMethod("Run")!;
        var trace = (Trace)type.GetField("t")!.GetValue(null)!;
        if (run.ReturnType == typeof(Task))
        {
            return (run.CreateDelegate<Func<Task>>(), trace);
        }

        var action = run.CreateDelegate<Action>();
        return (() => { action(); return null; }, trace);
    }

    public void Dispose() => _context.Unload();
}
