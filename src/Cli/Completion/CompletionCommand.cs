using System.CommandLine;
using Coffer.Cli.Output;

namespace Coffer.Cli.Completion;

/// <summary><c>coffer completion</c>: prints what makes a shell complete our words.</summary>
internal static class CompletionCommand
{
    private const string Bash = "bash";
    private const string Zsh = "zsh";
    private const string Fish = "fish";
    private const string Kubectl = "kubectl";

    /// <summary>The command.</summary>
    public static Command Create(Terminal terminal)
    {
        var shell = new Argument<string>("SHELL")
        {
            Description = "bash, zsh, fish, or kubectl for the file kubectl_complete-coffer, by which kubectl completes 'kubectl coffer'.",
        };
        shell.AcceptOnlyFromAmong(Bash, Zsh, Fish, Kubectl);
        var command = new Command("completion", "Prints a script for your shell: source <(coffer completion bash)") { shell };
        command.SetAction(parsed => terminal.Out.Write(Script(parsed.GetRequiredValue(shell))));
        return command;
    }

    /// <summary>
    /// All of them ask the program itself, by the directive <c>[suggest:position]</c> of its command line, so they never grow old. They
    /// complete both names.
    /// </summary>
    private static string Script(string shell) => shell switch
    {
        Bash => """
            _coffer_complete() {
              local line="${COMP_LINE#* }"
              local before="${COMP_LINE%"$line"}"
              mapfile -t COMPREPLY < <(compgen -W "$(kubectl-coffer "[suggest:$((COMP_POINT - ${#before}))]" "$line" 2>/dev/null)" -- "$2")
            }
            complete -F _coffer_complete kubectl-coffer coffer

            """,
        Zsh => """
            _coffer_complete() {
              local line="${words[2,-1]}"
              compadd -- ${(f)"$(kubectl-coffer "[suggest:${#line}]" "$line" 2>/dev/null)"}
            }
            compdef _coffer_complete kubectl-coffer coffer

            """,
        Fish => """
            function __coffer_complete
              set -l line (string replace -r '^\S+\s?' '' -- (commandline -cp))
              kubectl-coffer "[suggest:"(string length -- $line)"]" "$line" 2>/dev/null
            end
            complete -c kubectl-coffer -f -a '(__coffer_complete)'
            complete -c coffer -f -a '(__coffer_complete)'

            """,
        _ => """
            #!/usr/bin/env sh
            line="$*"
            kubectl-coffer "[suggest:${#line}]" "$line" 2>/dev/null
            echo :4

            """,
    };
}
