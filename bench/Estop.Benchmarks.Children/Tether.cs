using System.Diagnostics;

namespace Estop.Benchmarks.Children;

/// <summary>
/// A service that is under load until it is killed ends with the benchmark that started it, however that ends: its standard input is
/// a pipe whose other end the benchmark has, and the kernel closes that.
/// </summary>
public static class Tether
{
    public static void Fasten() =>
        new Thread(static () =>
        {
            while (Console.In.Read() >= 0)
            {
            }

            Process.GetCurrentProcess().Kill();
        })
        { IsBackground = true }.Start();
}
