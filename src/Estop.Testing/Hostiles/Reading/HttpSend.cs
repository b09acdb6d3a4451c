namespace Estop.Testing;

internal sealed class HttpSend : HostileThread
{
    public override string Hostility => "Blocks in an HTTP request that is never answered";

    private readonly SilentPeer _peer = new();

    protected override void Run()
    {
        using var http = new HttpClient { Timeout = Timeout.InfiniteTimeSpan };
        Arrive();
        _ = http.Send(new HttpRequestMessage(HttpMethod.Get, $"http://{_peer.Address}/"));
    }

    protected override void GiveBack() => _peer.Dispose();
}
