using System.Globalization;
using NlpTransfer.Cli;

CultureInfo.DefaultThreadCurrentCulture = CultureInfo.InvariantCulture;
return await Application.RunAsync(args, Terminal.OfProcess());
