using System.Globalization;

namespace TorchSharp;

public static partial class torch
{
    public static partial class utils
    {
        /// <summary>Curves, texts and histograms for TensorBoard.</summary>
        public static partial class tensorboard
        {
            /// <summary>A writer into a log folder; <c>runs/</c> and the time unless given.</summary>
            public static Modules.SummaryWriter SummaryWriter(string? log_dir = null, string? filename_suffix = null, bool createRunName = false)
            {
                string run = TimeProvider.System.GetLocalNow().ToString("MMMdd_HH-mm-ss", CultureInfo.InvariantCulture) + "_" + Environment.MachineName;
                string folder = log_dir is null ? Path.Combine("runs", run) : createRunName ? Path.Combine(log_dir, run) : log_dir;
                return new Modules.SummaryWriter(folder, filename_suffix);
            }
        }
    }
}
