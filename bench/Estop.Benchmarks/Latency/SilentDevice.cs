using System.Net;
using System.Net.Sockets;

namespace Estop.Benchmarks.Latency;

/// <summary>A TCP device that accepts and never answers.</summary>
internal sealed class SilentDevice : IDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly List<IDisposable> _ends = [];

    public SilentDevice() => _listener.Start();

    public NetworkStream Connect()
    {
        lock (_ends)
        {
            foreach (var end in _ends)
            {
                end.Dispose();
            }

            _ends.Clear();
            var client = new TcpClient();
            client.Connect((IPEndPoint)_listener.LocalEndpoint);
            _ends.Add(_listener.AcceptTcpClient());
            _ends.Add(client);
            return client.GetStream();
        }
    }

    public void Dispose() => _listener.Dispose();
}
