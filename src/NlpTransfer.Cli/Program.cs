using System.Globalization;
using System.Runtime.InteropServices;
using NlpTransfer.Cli;
using NlpTransfer.Experiments;

CultureInfo.DefaultThreadCurrentCulture = CultureInfo.InvariantCulture;
// A write beyond the limit on the size of files shall fail like one on a full disk, instead of ending the process.
const PosixSignal FileSizeExceeded = (PosixSignal)25;
using var limit = OperatingSystem.IsLinux() ? PosixSignalRegistration.Create(FileSizeExceeded, signal => signal.Cancel = true) : null;
if (args is [TrialCall.Verb])
    return await TrialServer.RunAsync();
return await Application.RunAsync(args, Terminal.OfProcess());
