using System.Globalization;

namespace TorchSharp;

public static partial class torch
{
    public static readonly Device CPU = new(DeviceType.CPU);
    public static readonly Device META = new(DeviceType.META);

    public static Device CUDA => new(DeviceType.CUDA);
    public static Device MPS => new(DeviceType.MPS);

    /// <summary>Where a tensor lives. An index of -1 means the current device of that kind.</summary>
    public class Device
    {
        public Device(DeviceType deviceType, int index = -1) => (type, this.index) = (deviceType, index);

        public Device(string deviceType, int index = -1) => (type, this.index) = (Kind(deviceType), index);

        public Device(int index) => (type, this.index) = (DeviceType.CUDA, index);

        /// <summary>"cpu", "cuda", "cuda:1", "meta".</summary>
        /// <exception cref="ArgumentException">The description is not of that form.</exception>
        public Device(string description)
        {
            string[] parts = description.Split(':');
            type = Kind(parts[0]);
            index = parts.Length > 1 ? int.Parse(parts[1], CultureInfo.InvariantCulture) : -1;
        }

        public DeviceType type { get; }

        public int index { get; }

        public override string ToString() =>
            type.ToString().ToLowerInvariant() + (index < 0 ? "" : ":" + index.ToString(CultureInfo.InvariantCulture));

        public static implicit operator Device(string description) => new(description);

        private static DeviceType Kind(string name) =>
            Enum.TryParse(name, ignoreCase: true, out DeviceType kind) && !int.TryParse(name, out _)
                ? kind
                : throw new ArgumentException($"Unknown device '{name}'; expected cpu, cuda, cuda:N, mps or meta.", nameof(name));
    }
}
