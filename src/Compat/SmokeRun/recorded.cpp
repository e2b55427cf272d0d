// Prints the numbers in TrainingStep.cs: the same step in libtorch's own C++.
// g++ -O1 -std=c++17 recorded.cpp -o /tmp/recorded -ltorch_cpu -ltorch -lc10 -I/usr/include/torch/csrc/api/include && /tmp/recorded
// Recorded with libtorch 1.13.1 (Debian 12), float32, one thread.
#include <torch/torch.h>

#include <cstdio>

int main() {
    torch::set_num_threads(1);
    auto inputs = torch::arange(20, torch::kFloat).sin().view({5, 4});
    auto targets = torch::tensor({0, 1, 2, 0, 1}, torch::kLong);
    torch::nn::Linear hidden(4, 8), output(8, 3);
    {
        torch::NoGradGuard none;
        hidden->weight.copy_(torch::arange(32, torch::kFloat).cos().view({8, 4}));
        hidden->bias.zero_();
        output->weight.copy_(torch::arange(24, torch::kFloat).sin().view({3, 8}));
        output->bias.zero_();
    }
    auto parameters = hidden->parameters();
    for (auto& parameter : output->parameters()) parameters.push_back(parameter);
    torch::optim::AdamW optimizer(parameters, torch::optim::AdamWOptions(0.05).weight_decay(0.1));
    auto loss = [&] { return torch::nn::functional::cross_entropy(output(torch::tanh(hidden(inputs))), targets); };

    auto before = loss();
    before.backward();
    auto gradient = hidden->weight.grad().norm().item<float>();
    optimizer.step();
    std::printf("loss before %.8f, gradient norm %.8f, loss after %.8f\n", before.item<float>(), gradient, loss().item<float>());
}
