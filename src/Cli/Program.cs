using Coffer.Cli.CommandLine;
using Coffer.Cli.Output;

return await CofferCli.RunAsync(args, Terminal.OfProcess(), CancellationToken.None);
