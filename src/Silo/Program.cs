using System.CommandLine;
using Coffer.Silo.CommandLine;

// The host handles signals itself and takes the time it needs to stop; the command line's own 2 s limit would cut it short.
var configuration = new InvocationConfiguration { ProcessTerminationTimeout = null };
return await CofferCommand.Create(RunAction.InvokeAsync).Parse(args).InvokeAsync(configuration);
