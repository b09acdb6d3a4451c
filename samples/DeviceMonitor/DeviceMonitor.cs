using System.Net.Sockets;
using System.Text;
using Estop.Workers;

namespace Sample;

/// <summary>Watches one device for ever. Nothing in here looks at a token, and nothing has to.</summary>
public sealed class DeviceMonitor : Worker<DeviceInput>
{
    private static readonly string[] Quantities = ["temperature", "humidity", "voltage"];

    protected override void Run(DeviceInput input, WorkerContext context)
    {
        try
        {
            while (true)
            {
                foreach (var quantity in Quantities)
                {
                    for (var sample = 1; sample <= 3; sample++)
                    {
                        context.Report(Ask(input.Uri, $"{quantity} {sample}"));
                        Thread.Sleep(5000);
                    }
                }
            }
        }
        finally
        {
            context.Logger.LogInformation("Let go of {Address}.", input.Address);
        }
    }

    private static string Ask(Uri device, string question)
    {
        try
        {
            using var connection = new TcpClient(device.Host, device.Port);
            using var stream = connection.GetStream();
            stream.Write(Encoding.ASCII.GetBytes(question + "\n"));

            var answer = new byte[256];
            var length = stream.Read(answer);       // blocks for as long as the device is silent
            return Encoding.ASCII.GetString(answer, 0, length).Trim();
        }
        catch (Exception exception)                 // a device that is off must not end the watch
        {
            return exception.Message;
        }
    }
}
