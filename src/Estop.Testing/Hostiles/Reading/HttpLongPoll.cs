namespace Estop.Testing;

internal sealed class HttpLongPoll : HostileTask
{
    public override string Hostility => "Awaits an HTTP long poll that is never answered, and polls again";

    private readonly SilentPeer _peer = new();

    protected override async Task RunAsync()
    {
        using var http = new HttpClient { Timeout = Timeout.InfiniteTimeSpan };
        while (!Released)
        {
            try
            {
                Arrive();
                _ = await http.GetStringAsync($"http://{_peer.Address}/");
            }
            catch (HttpRequestException)
            {
            }
        }
    }

    protected override void GiveBack() => _peer.Dispose();
}
