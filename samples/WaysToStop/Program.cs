using Sample;

return args switch
{
    [] => await WaysTable.PrintAsync(),
    ["--try", var way, var place] => Trial.Run(AllWays.Named(way), Enum.Parse<Place>(place)),
    ["--worker", var place] => WorkerProcess.Run(Enum.Parse<Place>(place)),
    _ => Usage(),
};

static int Usage()
{
    Console.Error.WriteLine("Usage: dotnet run --project samples/WaysToStop");
    return 2;
}
