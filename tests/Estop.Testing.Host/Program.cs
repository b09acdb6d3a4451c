using System.Globalization;
using System.Reflection;
using System.Text.Json;
using Estop.Testing;
using Estop.Testing.Host;

// Estop.Testing.Host woven|unwoven DEADLINE AT_ONCE NAME...: a line of JSON for each hostile worker, as it ends. DEADLINE is
// in milliseconds.
var assembly = args[0] == "woven" ? typeof(HostileCatalogue).Assembly : Assembly.Load("Estop.Testing.Unwoven");
var deadline = TimeSpan.FromMilliseconds(int.Parse(args[1], CultureInfo.InvariantCulture));

await Parallel.ForEachAsync(
    args.Skip(3),
    new ParallelOptions { MaxDegreeOfParallelism = int.Parse(args[2], CultureInfo.InvariantCulture) },
    async (name, _) =>
    {
        var observed = await Observation.MakeAsync(HostileCatalogue.Create(name, assembly), deadline);
        Console.WriteLine(JsonSerializer.Serialize(observed));
    });
Console.Out.Flush();
Environment.Exit(0);
