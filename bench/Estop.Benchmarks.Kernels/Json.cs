using Newtonsoft.Json;

namespace Estop.Benchmarks.Kernels;

/// <summary>A library that is woven too: objects into text and back.</summary>
internal static class Json
{
    public static int RoundTrip(int size)
    {
        var devices = new List<Device>();
        for (var i = 0; i < size; i++)
        {
            devices.Add(new Device
            {
                Id = $"cam-{i}",
                Address = $"192.0.2.{i % 256}",
                Labels = new() { ["room"] = $"{i % 7}", ["floor"] = "2" },
                Readings = [i, i * 0.5, i * 0.25],
                LastSeen = new DateTime(2026, 11, 22, 0, 0, i % 60, DateTimeKind.Utc),
            });
        }

        var text = JsonConvert.SerializeObject(devices, Formatting.Indented);
        var back = JsonConvert.DeserializeObject<List<Device>>(text)!;
        return text.Length + back.Sum(device => device.Labels.Count + device.Readings.Count);
    }

    private sealed class Device
    {
        public string Id { get; set; } = "";

        public string Address { get; set; } = "";

        public Dictionary<string, string> Labels { get; set; } = [];

        public List<double> Readings { get; set; } = [];

        public DateTime LastSeen { get; set; }
    }
}
