namespace TorchSharp;

public static partial class torch
{
    public static Device device(string description) => new(description);

    public static Device device(string deviceType, int index = -1) => new(deviceType, index);

    public static Device device(DeviceType deviceType, int index = -1) => new(deviceType, index);

    public static Device device(int index) => new(index);

    /// <summary>Checks that a kind of device is there. Nothing has to be started: the library loads with the first call.</summary>
    /// <exception cref="InvalidOperationException">This machine or this libtorch has no such device.</exception>
    public static void InitializeDeviceType(DeviceType deviceType)
    {
        if (!TryInitializeDeviceType(deviceType))
            throw new InvalidOperationException($"Torch device type {deviceType} did not initialise on the current machine.");
    }

    public static bool TryInitializeDeviceType(DeviceType deviceType) => deviceType switch
    {
        DeviceType.CPU or DeviceType.META => true,
        DeviceType.CUDA => cuda_is_available(),
        _ => false,
    };

    /// <summary>The device itself, or the CPU for null, once its kind is known to be there.</summary>
    public static Device InitializeDevice(Device? device)
    {
        Device asked = device ?? CPU;
        InitializeDeviceType(asked.type);
        return asked;
    }

    public static bool cuda_is_available() => cuda.is_available();

    /// <summary>Always false: Apple's devices are not supported on this platform.</summary>
    public static bool mps_is_available() => false;
}
