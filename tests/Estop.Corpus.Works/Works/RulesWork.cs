using FluentValidation;

namespace Estop.Corpus.Works;

/// <summary>Validates objects by rules.</summary>
[Work("FluentValidation")]
internal static class RulesWork
{
    public static string Run()
    {
        var rules = new Rules();
        return Text.Fingerprint(string.Join('\n', Enumerable.Range(0, 150).SelectMany(number =>
            rules.Validate(new Item(Text.Sentence(number), number - 20, $"{Text.Words[number % 7]}@example")).Errors.Select(error => error.ErrorMessage))));
    }

    internal sealed record Item(string Name, int Count, string Mail);

    private sealed class Rules : AbstractValidator<Item>
    {
        public Rules()
        {
            RuleFor(item => item.Name).NotEmpty().Length(10, 40).Must(name => !name.Contains("dog"));
            RuleFor(item => item.Count).InclusiveBetween(0, 99).When(item => item.Name.Length > 5);
            RuleFor(item => item.Mail).EmailAddress().Matches("^[a-q]+@");
        }
    }
}
