using System.Net.Sockets;

namespace Sample;

/// <summary>
/// The worker of the story: nested loops around calls that take long. What <paramref name="way"/> asks of its author is in
/// here: <see cref="Way.IsAsked"/> in each loop, and <see cref="Way.Sleep"/> in place of a sleep. Most ways ask for neither.
/// </summary>
internal sealed class StoryWorker(Way way, Place place)
{
    private readonly SilentDevice _device = new();
    private ulong _sum;

    /// <summary>Set when it is where it is to be stopped.</summary>
    public ManualResetEventSlim InPlace { get; } = new();

    public bool HasCleanedUp { get; private set; }

    public void Run()
    {
        using var client = new TcpClient();
        client.Connect(_device.Address);
        try
        {
            while (!way.IsAsked)
            {
                for (var round = 0; round < 30 && !way.IsAsked; round++)
                {
                    switch (place)
                    {
                        case Place.Computing:
                            Compute();
                            break;
                        case Place.Sleeping:
                            InPlace.Set();
                            way.Sleep(60_000);
                            break;
                        default:
                            InPlace.Set();
                            client.GetStream().ReadByte();
                            break;
                    }
                }
            }
        }
        finally
        {
            HasCleanedUp = true;
        }
    }

    private void Compute()
    {
        InPlace.Set();
        for (ulong i = 0; !way.IsAsked; i++)
        {
            for (ulong j = 0; j < 1000; j++)
            {
                _sum += i * j;
            }
        }
    }
}
