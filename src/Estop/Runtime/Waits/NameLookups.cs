using System.Net;
using System.Net.Sockets;

namespace Estop.Runtime;

/// <summary>Looking up names, which takes as long as the servers that are asked.</summary>
public static class NameLookups
{
    /// <summary>In place of <see cref="Dns.GetHostAddresses(string)"/>.</summary>
    [ReplacesCall(typeof(Dns), nameof(Dns.GetHostAddresses))]
    public static IPAddress[] GetHostAddresses(string hostNameOrAddress) =>
        LetGo.Run(hostNameOrAddress, static host => Dns.GetHostAddresses(host));

    /// <summary>In place of <see cref="Dns.GetHostAddresses(string, AddressFamily)"/>.</summary>
    [ReplacesCall(typeof(Dns), nameof(Dns.GetHostAddresses))]
    public static IPAddress[] GetHostAddresses(string hostNameOrAddress, AddressFamily family) =>
        LetGo.Run((hostNameOrAddress, family), static call => Dns.GetHostAddresses(call.hostNameOrAddress, call.family));

    /// <summary>In place of <see cref="Dns.GetHostEntry(string)"/>.</summary>
    [ReplacesCall(typeof(Dns), nameof(Dns.GetHostEntry))]
    public static IPHostEntry GetHostEntry(string hostNameOrAddress) =>
        LetGo.Run(hostNameOrAddress, static host => Dns.GetHostEntry(host));

    /// <summary>In place of <see cref="Dns.GetHostEntry(string, AddressFamily)"/>.</summary>
    [ReplacesCall(typeof(Dns), nameof(Dns.GetHostEntry))]
    public static IPHostEntry GetHostEntry(string hostNameOrAddress, AddressFamily family) =>
        LetGo.Run((hostNameOrAddress, family), static call => Dns.GetHostEntry(call.hostNameOrAddress, call.family));

    /// <summary>In place of <see cref="Dns.GetHostEntry(IPAddress)"/>.</summary>
    [ReplacesCall(typeof(Dns), nameof(Dns.GetHostEntry))]
    public static IPHostEntry GetHostEntry(IPAddress address) =>
        LetGo.Run(address, static address => Dns.GetHostEntry(address));
}
