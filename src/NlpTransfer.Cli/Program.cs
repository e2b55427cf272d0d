using System.Globalization;
using NlpTransfer.Cli;
using NlpTransfer.Experiments;

CultureInfo.DefaultThreadCurrentCulture = CultureInfo.InvariantCulture;
if (args is [TrialCall.Verb])
    return await TrialServer.RunAsync();
return await Application.RunAsync(args, Terminal.OfProcess());
