namespace loranoise::simulate {}
