using System.Globalization;

namespace Estop.Benchmarks.Soak;

/// <summary>How long, how many at once, which random moments, and of which kinds; all kinds that end when null.</summary>
internal sealed record SoakOptions(TimeSpan Time, int AtOnce, int Seed, IReadOnlyList<string>? Only)
{
    /// <summary>Null when the arguments are none, which has then been said.</summary>
    public static SoakOptions? Parse(string[] args)
    {
        var options = new SoakOptions(TimeSpan.FromMinutes(1), 8, Random.Shared.Next(), null);
        for (var i = 0; i < args.Length; i += 2)
        {
            if (i + 1 == args.Length)
            {
                Console.Error.WriteLine($"{args[i]} needs a value.");
                return null;
            }

            if (args[i] == "--only")
            {
                options = options with { Only = args[i + 1].Split(',') };
                continue;
            }

            if (!double.TryParse(args[i + 1], CultureInfo.InvariantCulture, out var value) || value <= 0)
            {
                Console.Error.WriteLine($"{args[i]} needs a number above 0; got '{args[i + 1]}'.");
                return null;
            }

            switch (args[i])
            {
                case "--minutes":
                    options = options with { Time = TimeSpan.FromMinutes(value) };
                    break;
                case "--at-once":
                    options = options with { AtOnce = (int)value };
                    break;
                case "--seed":
                    options = options with { Seed = (int)value };
                    break;
                default:
                    Console.Error.WriteLine($"'{args[i]}' is none of --minutes, --at-once, --seed and --only.");
                    return null;
            }
        }

        return options;
    }
}
