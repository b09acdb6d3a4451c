namespace Sample;

internal static class AllWays
{
    public static IReadOnlyList<Way> List { get; } =
    [
        new SharedFlag(),
        new EventInPlaceOfSleep(),
        new FlagOnTheThread(),
        new ThreadWithStopMethod(),
        new OneEventForMany(),
        new Interrupt(),
        new SignalToTheThread(),
        new EmptySignalToTheThread(),
        new InjectedException(),
        new Tracing(),
        new ProcessOfItsOwn(),
        new DaemonThread(),
        new EndsItself(),
        new EmergencyStop(),
    ];

    public static Way Named(string name) => List.Single(way => way.GetType().Name == name);
}
