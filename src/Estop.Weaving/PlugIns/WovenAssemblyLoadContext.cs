using System.Reflection;
using System.Runtime.Loader;
using Estop.Weaving.Files;
using Estop.Weaving.PlugIns;

namespace Estop.Weaving;

/// <summary>
/// Loads a plug-in and what it brings along, and weaves each assembly as it is loaded, so that a stop comes out of its
/// code. The files of the plug-in stay as they are.
/// </summary>
/// <remarks>
/// Not woven are the framework, Estop, what the host shares, satellite assemblies, and what cannot be woven
/// (<see cref="NotWoven"/>). Members may be called from any thread.
/// </remarks>
public sealed class WovenAssemblyLoadContext : AssemblyLoadContext
{
    private readonly string _path;
    private readonly WovenLoadOptions _options;
    private readonly AssemblyDependencyResolver _dependencies;
    private readonly PlugInWeaver _weaver;
    private readonly Lock _lock = new();
    private readonly List<StoppabilityReport> _reports = [];
    private readonly List<string> _notWoven = [];

    /// <summary>Makes a context for one plug-in. Nothing is loaded yet.</summary>
    /// <param name="plugInPath">The path of the plug-in's assembly. What it needs is found by the <c>.deps.json</c> beside it, or beside it.</param>
    /// <param name="options">How it loads; null for the defaults.</param>
    /// <exception cref="WeavingException">There is no such file, or the host does not run with Estop.dll.</exception>
    public WovenAssemblyLoadContext(string plugInPath, WovenLoadOptions? options = null)
        : base(Path.GetFileNameWithoutExtension(plugInPath), (options ?? new WovenLoadOptions()).IsCollectible)
    {
        _path = Path.GetFullPath(plugInPath);
        if (!File.Exists(_path))
        {
            throw new WeavingException($"There is no plug-in '{_path}'. Give the path of its assembly.");
        }

        _options = options ?? new WovenLoadOptions();
        _dependencies = new AssemblyDependencyResolver(_path);
        _weaver = new PlugInWeaver(_path, new WovenCache(_options.CacheDirectory));
    }

    /// <summary>The stoppability reports of the assemblies that have been woven and loaded so far.</summary>
    public IReadOnlyList<StoppabilityReport> Reports
    {
        get
        {
            lock (_lock)
            {
                return [.. _reports];
            }
        }
    }

    /// <summary>The assemblies of the plug-in that were loaded as they are, since they cannot be woven: which, and why.</summary>
    public IReadOnlyList<string> NotWoven
    {
        get
        {
            lock (_lock)
            {
                return [.. _notWoven];
            }
        }
    }

    /// <summary>Loads the plug-in's own assembly, woven. What it needs is loaded when it is used.</summary>
    /// <exception cref="WeavingException">It cannot be woven, or the cache cannot be written; the message says what to do.</exception>
    public Assembly LoadPlugIn() => Assemblies.FirstOrDefault(IsPlugIn) ?? LoadWoven(_path);

    /// <inheritdoc/>
    protected override Assembly? Load(AssemblyName assemblyName)
    {
        if (IsShared(assemblyName) || _dependencies.ResolveAssemblyToPath(assemblyName) is not { } path)
        {
            return null;
        }

        return !string.IsNullOrEmpty(assemblyName.CultureName) || KnownAssemblies.IsOwnOrFramework(path)
            ? LoadFromAssemblyPath(path)
            : LoadWoven(path);
    }

    /// <inheritdoc/>
    protected override nint LoadUnmanagedDll(string unmanagedDllName) =>
        _dependencies.ResolveUnmanagedDllToPath(unmanagedDllName) is { } path ? LoadUnmanagedDllFromPath(path) : 0;

    private bool IsPlugIn(Assembly assembly) => assembly.GetName().Name == Name;

    private bool IsShared(AssemblyName name) =>
        KnownAssemblies.Own.Contains(name.Name!) || _options.SharedAssemblies.Contains(name.Name!, StringComparer.OrdinalIgnoreCase);

    private Assembly LoadWoven(string path)
    {
        try
        {
            if (_weaver.Weave(path) is not { } woven)
            {
                return LoadFromAssemblyPath(path);
            }

            lock (_lock)
            {
                _reports.Add(woven.Report);
            }

            return woven.Path is not null ? LoadFromAssemblyPath(woven.Path)
                : LoadFromStream(new MemoryStream(woven.Assembly!), woven.Symbols is null ? null : new MemoryStream(woven.Symbols));
        }
        catch (WeavingException error) when (path != _path && !error.IsOfCache)
        {
            lock (_lock)
            {
                _notWoven.Add(error.Message);
            }

            return LoadFromAssemblyPath(path);
        }
    }
}
