using System.Collections;
using System.Reflection;

namespace Estop.Corpus;

/// <summary>Something that libraries do, loaded woven or as they are.</summary>
public sealed class Work
{
    private readonly Func<string> _run;
    private readonly Action<Func<string>> _runForEver;

    private Work(string name, LibraryContext context)
    {
        Name = name;
        var works = context.LoadFromAssemblyName(new AssemblyName(CorpusPlace.Works));
        works.GetType($"{CorpusPlace.Works}.Place", throwOnError: true)!.GetProperty("Directory")!.SetValue(null, CorpusPlace.Directory);
        _run = Method(works, name).CreateDelegate<Func<string>>();
        _runForEver = Method(works, "Endless").CreateDelegate<Action<Func<string>>>();
    }

    /// <summary>Every work, with the libraries that do it.</summary>
    public static IReadOnlyList<(string Name, IReadOnlyList<string> Libraries)> All { get; } = [.. Find()];

    /// <summary>Those that need a server.</summary>
    public static HashSet<string> NeedsPostgres { get; } =
        [.. Types().Where(type => type.Mark.NamedArguments.Any(static named => named.MemberName == "NeedsPostgres")).Select(type => type.Name)];

    public string Name { get; }

    /// <summary>Loads the work and its libraries apart from all others.</summary>
    public static Work Load(string name, bool woven)
    {
        if (NeedsPostgres.Contains(name))
        {
            PostgresServer.EnsureStarted();
        }

        return new(name, new LibraryContext(woven ? [.. All.Single(work => work.Name == name).Libraries, CorpusPlace.Works] : new HashSet<string>()));
    }

    /// <summary>Does it once.</summary>
    /// <returns>A text that tells whether the libraries did the same as the last time.</returns>
    public string Run() => _run();

    /// <summary>Does it again and again, and never returns.</summary>
    public void RunForEver() => _runForEver(_run);

    private static MethodInfo Method(Assembly works, string type) => works.GetType($"{CorpusPlace.Works}.{type}", throwOnError: true)!
        .GetMethod("Run", BindingFlags.Static | BindingFlags.Public)!;

    private static IEnumerable<(string Name, IReadOnlyList<string> Libraries)> Find() =>
        from type in Types()
        let libraries = (IEnumerable)type.Mark.ConstructorArguments[0].Value!
        select (type.Name, (IReadOnlyList<string>)[.. libraries.Cast<CustomAttributeTypedArgument>().Select(library => (string)library.Value!)]);

    private static IEnumerable<(string Name, CustomAttributeData Mark)> Types()
    {
        var works = new LibraryContext(new HashSet<string>()).LoadFromAssemblyName(new AssemblyName(CorpusPlace.Works));
        foreach (var type in works.GetTypes())
        {
            if (type.CustomAttributes.FirstOrDefault(attribute => attribute.AttributeType.Name == "WorkAttribute") is { } mark)
            {
                yield return (type.Name, mark);
            }
        }
    }
}
